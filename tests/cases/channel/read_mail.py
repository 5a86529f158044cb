"""Reads every .eml below a folder as a mail program would, and holds it against the files beside it."""

import email
import email.policy
import json
import pathlib
import sys

count = 0
for path in sorted(pathlib.Path(sys.argv[1]).glob("*/*.eml")):
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.SMTP)
    assert not message.defects, (path, message.defects)
    fields = json.loads(path.with_suffix(".json").read_text("utf-8"))
    assert message["subject"] == fields["subject"], (path, message["subject"])
    assert message["date"].datetime.tzinfo is not None, path
    assert message["from"] is None and message["to"] is None, path
    assert message.get_content_type() == "multipart/alternative", path
    assert len(list(message.iter_parts())) == 2, path
    for kind, end in [("plain", ".txt"), ("html", ".html")]:
        part = message.get_body((kind,))
        assert part.get_content_charset() == "utf-8" and not part.defects, path
        written = path.with_suffix(end).read_text("utf-8")
        assert part.get_content().replace("\r\n", "\n") == written, (path, kind)
    count += 1
print(count, "mails")
