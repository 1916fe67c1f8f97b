"""The study ``sonify``: can data that was never sound be told apart by ear?"""
