"""`huiban replay`: a transcript, played through an adapter without a network, on a clock and a store of its own."""
