"""A plan to change, in the hand of a person."""

from pathlib import Path

PLAN = """\
# Planen för anhörigstöd
titel: Plan för anhörigstöd
enheter:
  - {id: hemvard, titel: Hemvården}
  - {id: boende, titel: Särskilt boende}
delmål:
  - id: na-fler
    titel: Fler anhöriga får stöd
    senast: 2026-06-30   # beslutat i nämnden
    aktiviteter:
      - Ring alla
      - {titel: Möten, status: pågår}
  - id: kort
    titel: Korten används

indikatorer:
  - id: stod
    titel: Anhöriga med stöd
    mätningar:
      - {datum: 2026-03-31, värde: 45, källa: Systemet}
      - {datum: 2026-06-30, värde: 60, källa: Systemet} # halvåret
  - id: andel
    titel: Andel nöjda
    källa: Enkäten
    mätningar: []

årshjul:
  - id: rapport
    titel: Rapportera
    när: kvartalsvis
    enheter: alla
    från: 2026
"""


def written_plan(folder: Path, text: str = PLAN) -> Path:
    path = folder / "planen.yaml"
    path.write_bytes(text.encode())
    return path
