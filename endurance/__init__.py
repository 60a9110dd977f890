"""What graphmap lives through: kills, restarts, full disks, damage, nonsense, and copies made while others write.

``make endure`` runs it and writes the figures into docs/endurance.md. It isn't part of ``make test``, because it takes
an hour. Each module is one danger. A fault that it finds gets a small test in tests/ before it is corrected.
"""
