"""`make bench`: what the program costs, measured against a bare Bolt app in the same run on the same machine."""
