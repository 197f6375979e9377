"""SDTM-like tables: DM, DS, MH, EX, LB, RS, DV, and the sheet that defines them."""

from typing import TYPE_CHECKING

from domain.export.sdtm.define import define
from domain.export.sdtm.exposure import deviations, exposure
from domain.export.sdtm.findings import laboratory, ratings
from domain.export.sdtm.subjects import demographics, dispositions, history
from domain.export.table import Table

if TYPE_CHECKING:
    from domain.study import Study


def sdtm_tables(study: "Study") -> tuple[Table, ...]:
    """The seven domains in the order of CDISC's model, and `define` as the last.

    Names and labels are those of the SDTM Implementation Guide 3.4 where it has them. It is
    "like" SDTM, not a submission: consent, race, site and end times are not recorded here.
    """
    domains = (
        demographics(study),
        dispositions(study),
        deviations(study),
        exposure(study),
        laboratory(study),
        history(study),
        ratings(study),
    )
    return (*domains, define(domains))
