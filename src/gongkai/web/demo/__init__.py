"""The demonstration city 云川市: invented from end to end, made by the same actions as real data."""
