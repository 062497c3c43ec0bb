"""An invented living district: the roof room that fills an empty database with people, places and six weeks of work."""
