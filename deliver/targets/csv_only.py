"""CSV files alone, for programs that take nothing else; a manifest beside them makes sending twice file once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from deliver.csv_files import write_cp932, write_csv
from deliver.filing import file_once
from deliver.filing_back import held_in, recall_from
from deliver.for_receiver import filled_for
from deliver.packing import Parcel
from deliver.published import SCHEMA_NAME
from deliver.target import Options
from domain.batch import Receipt


@dataclass(frozen=True, slots=True)
class CsvOnly:
    options: Options
    name: str = "csv_only"
    batch_size: int = 500

    @property
    def place(self) -> str:
        return str(self.options.place.absolute())

    def send(self, batch_key: str, parcels: tuple[Parcel, ...]) -> tuple[Receipt, ...]:
        return file_once(
            self.options.place, f"csv-{batch_key[:16]}", parcels=parcels, fill=filled_for(self._fill, self.options.keys)
        )

    def holds(self, case_ids: Iterable[str]) -> Mapping[str, str]:
        return held_in(self.options.place, "csv", case_ids=case_ids)

    def recall(self, keys: Mapping[str, str], *, reason: str) -> tuple[Receipt, ...]:
        return recall_from(self.options.place, "csv", keys=keys, reason=reason)

    def _fill(self, part: Path, parcels: tuple[Parcel, ...]) -> dict[str, object]:
        records = [one.record for one in parcels]
        if self.options.cp932:
            write_cp932(part, records)
        else:
            write_csv(part, records)
        return {
            "schema_version": SCHEMA_NAME,
            "office": self.options.office,
            "created": self.options.clock().isoformat(timespec="seconds"),
            "counts": {"cases": len(parcels)},
        }


def TARGET(options: Options) -> CsvOnly:  # noqa: N802 - the shelf's name for its part
    return CsvOnly(options)
