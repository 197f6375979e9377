"""A protected study covers itself when nobody works; the passphrase opens it again."""
