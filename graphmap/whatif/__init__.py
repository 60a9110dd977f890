"""What if: the network as it would be had somebody left or something more been done, beside the network as it is."""
