"""The settings: ally.toml, then ALLY_* variables, then a command's options. Data only; nothing is built here."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from assistant.errors import UsageError
from assistant.validation import Fault, fault_in

FILE = "ally.toml"


class Settings(BaseSettings):
    """What a user may change; each field is a key of ally.toml and, in capitals after ALLY_, a variable."""

    model_config = SettingsConfigDict(env_prefix="ALLY_", env_ignore_empty=True, toml_file=FILE, extra="forbid")

    data: Annotated[Path, Field(description="folder that holds the catalog and its indexes")] = Path(".ally")
    embedding: Annotated[str, Field(description="`shipped`, or a name for LangChain's `init_embeddings`")] = "shipped"
    max_file_mb: Annotated[int, Field(ge=1, description="a larger file is reported and left out")] = 100
    parse_seconds: Annotated[int, Field(ge=1, description="a file that takes longer to read is left out")] = 60
    passage_tokens: Annotated[int, Field(ge=200, description="how many tokens of passages an answer is made from")] = (
        4000
    )
    rerank: Annotated[bool, Field(description="whether a second model reads question and passage together")] = True
    glossary: Annotated[
        Path | None, Field(description="more words of the field, in the columns of the shipped ones")
    ] = None
    legal: Annotated[str, Field(description="who interprets agreements, for questions that ask for a judgement")] = (
        "Legal"
    )
    safety: Annotated[str, Field(description="what is answered to the report of a side effect, and nothing else")] = (
        "This sounds like a report about a patient's safety: pass it to your safety department at once. "
        "It is not assessed here."
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Options, then variables, then ally.toml: the first that names a key wins."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


def load_settings(**options: object) -> Settings:
    """The settings in force, with `options` that are not None on top; UsageError names the key at fault."""
    try:
        return Settings(**{key: value for key, value in options.items() if value is not None})  # type: ignore[arg-type]
    except ValidationError as error:
        raise UsageError(_told(fault_in(error.errors()[0]))) from error
    except (ValueError, OSError) as error:
        raise UsageError(f"{FILE}: cannot be read as TOML ({error}); correct the file") from error


def variable(key: str) -> str:
    """The environment variable that sets a key."""
    return f"ALLY_{key.upper()}"


def _told(fault: Fault) -> str:
    key = fault.field
    if key not in Settings.model_fields:
        return f"{FILE}: no setting {key!r}; the settings are {', '.join(Settings.model_fields)}"
    place = variable(key) if os.environ.get(variable(key)) else f"{FILE}: {key}"
    return f"{place} = {fault.value!r}: {fault.problem}; correct it"
