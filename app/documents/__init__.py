"""Tables become files: xlsx and docx that people open, print and send on."""
