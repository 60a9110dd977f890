"""What can be measured of each actor and of the whole network, and how sure that is."""
