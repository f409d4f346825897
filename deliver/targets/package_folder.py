"""A folder per delivery as record-schema.md 5.2 lays it out: manifest, records.jsonl, CSV, page pictures, report.

The same records in version 2 lie beside, in records-2.jsonl; keys and receipts are made of version 1.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from deliver.csv_files import write_cp932, write_csv
from deliver.filing import file_once
from deliver.filing_back import held_in, recall_from
from deliver.for_receiver import filled_for
from deliver.packing import Parcel
from deliver.published import SCHEMA_NAME
from deliver.published2 import SCHEMA_NAME_2
from deliver.report import report
from deliver.shrink import Replaced
from deliver.target import Options
from domain.batch import Receipt


@dataclass(frozen=True, slots=True)
class PackageFolder:
    options: Options
    name: str = "package_folder"
    batch_size: int = 500

    @property
    def place(self) -> str:
        return str(self.options.place.absolute())

    def send(self, batch_key: str, parcels: tuple[Parcel, ...]) -> tuple[Receipt, ...]:
        return file_once(
            self.options.place,
            f"package-{batch_key[:16]}",
            parcels=parcels,
            fill=filled_for(self._fill, self.options.keys),
        )

    def holds(self, case_ids: Iterable[str]) -> Mapping[str, str]:
        return held_in(self.options.place, "package", case_ids=case_ids)

    def recall(self, keys: Mapping[str, str], *, reason: str) -> tuple[Receipt, ...]:
        return recall_from(self.options.place, "package", keys=keys, reason=reason)

    def _fill(self, part: Path, parcels: tuple[Parcel, ...]) -> dict[str, object]:
        options, created = self.options, self.options.clock().isoformat(timespec="seconds")
        with (part / "records.jsonl").open("wb") as lines:
            lines.writelines(one.line + b"\n" for one in parcels)
        records = [one.record for one in parcels]
        with (part / "records-2.jsonl").open("wb") as lines:
            lines.writelines(one.second() + b"\n" for one in parcels)
        (part / "csv").mkdir()
        write_csv(part / "csv", records)
        replaced: tuple[Replaced, ...] = ()
        if options.cp932:
            (part / "csv-cp932").mkdir()
            replaced = write_cp932(part / "csv-cp932", records)
        pages = self._pictures(part, parcels)
        text = report(parcels, created=created, office=options.office, replaced=replaced)
        (part / "report.html").write_text(text, encoding="utf-8")
        return {
            "schema_version": SCHEMA_NAME,
            "schema_versions": {"records.jsonl": SCHEMA_NAME, "records-2.jsonl": SCHEMA_NAME_2},
            "municipality_code": options.municipality_code,
            "office": options.office,
            "created": created,
            "counts": {
                "cases": len(parcels),
                "entries": sum(len(one.common.entries) for one in records),
                "pages": pages,
            },
        }

    def _pictures(self, part: Path, parcels: tuple[Parcel, ...]) -> int:
        (part / "pages").mkdir()
        count = 0
        for parcel in parcels:
            for name, picture in parcel.pages():
                (part / name).write_bytes(picture)
                count += 1
        return count


def TARGET(options: Options) -> PackageFolder:  # noqa: N802 - the shelf's name for its part
    return PackageFolder(options)
