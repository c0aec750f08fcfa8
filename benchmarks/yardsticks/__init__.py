"""What we measure ourselves against; each is an ASGI app that uvicorn serves in a process of its own."""
