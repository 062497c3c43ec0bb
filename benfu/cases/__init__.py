"""Cases: what is reported on the street, from the phone to the day it is mended and checked."""
