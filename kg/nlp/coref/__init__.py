"""WHO IS WHO IN ONE ARTICLE: names, then offices, then pronouns join the things they stand for; precision first.

naming.group_names → offices.join_offices → pronouns.join_pronouns → first_person.join_speakers → chains
"""
