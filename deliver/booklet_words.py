"""What a PDF/A says of itself: title, maker, day, and that it is PDF/A-2b; the same in XMP and in the old dictionary.

Refuses a day without its clock's zone: XMP and the dictionary must agree to the second (ISO 19005-1, 6.7.3).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape

_PADDING = (" " * 99 + "\n") * 20  # room for programs that write into the packet in place


@dataclass(frozen=True, slots=True)
class Words:
    title: str
    author: str
    made_at: datetime
    producer: str = "綴り"

    @property
    def pdf_day(self) -> str:
        return f"D:{self._utc:%Y%m%d%H%M%S}Z"

    @property
    def xmp_day(self) -> str:
        return f"{self._utc:%Y-%m-%dT%H:%M:%S}Z"

    @property
    def _utc(self) -> datetime:
        if self.made_at.tzinfo is None:
            raise ValueError("the day of a document needs its clock's zone")
        return self.made_at.astimezone(UTC)


def packet(words: Words) -> bytes:
    title, author, producer = (escape(one) for one in (words.title, words.author, words.producer))
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/">\n'
        "<pdfaid:part>2</pdfaid:part>\n<pdfaid:conformance>B</pdfaid:conformance>\n"
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\n'
        f"<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>\n"
        f"<pdf:Producer>{producer}</pdf:Producer>\n"
        f"<xmp:CreateDate>{words.xmp_day}</xmp:CreateDate>\n"
        "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n"
        f'{_PADDING}<?xpacket end="w"?>'
    ).encode()
