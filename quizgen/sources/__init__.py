"""Wing 1: a file on disk -> `Source`; and evidence -> where in it the words stand."""
