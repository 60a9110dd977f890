"""The rights of the people who are recorded: what they know and agreed to, letters, everything held about one person,
withdrawing, erasing, and what is due. Under the Privacy Act 2020 somebody is recorded by others here, so they are to be
told (IPP 3A)."""
