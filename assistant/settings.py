"""The settings: ally.toml, then ALLY_* variables, then a command's options. Data only; nothing is built here."""

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from assistant.errors import UsageError
from assistant.validation import Fault, fault_in

FILE = "ally.toml"


def _listed(value: object) -> object:
    """A variable of the environment has commas between its items."""
    return [item.strip() for item in value.split(",") if item.strip()] if isinstance(value, str) else value


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
Paths = Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_listed)]


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
    model: Annotated[
        str, Field(description="`extractive`, or a name for LangChain's `init_chat_model`, such as `openai:gpt-5-mini`")
    ] = "extractive"
    model_url: Annotated[
        str | None, Field(description="base URL of the model's server, where it is not its provider's own")
    ] = None
    model_seconds: Annotated[
        float, Field(gt=0, description="how long the model may take to begin; four times that, to end")
    ] = 30
    grounding: Annotated[
        Literal["strict", "mark"], Field(description="what no source carries: `strict` drops it, `mark` says so of it")
    ] = "strict"
    prompts: Annotated[Path | None, Field(description="folder with prompts that replace the shipped ones")] = None
    glossary: Annotated[
        Path | None, Field(description="more words of the field, in the columns of the shipped ones")
    ] = None
    keep_days: Annotated[int, Field(ge=1, description="a conversation is forgotten so long after its last turn")] = 365
    legal: Annotated[str, Field(description="who interprets agreements, for questions that ask for a judgement")] = (
        "Legal"
    )
    safety: Annotated[str, Field(description="what is answered to the report of a side effect, and nothing else")] = (
        "This sounds like a report about a patient's safety: pass it to your safety department at once. "
        "It is not assessed here."
    )
    folders: Annotated[Paths, Field(description="folders that the service loads when it is told to")] = ()
    uploads: Annotated[Path | None, Field(description="folder that the service keeps uploaded files in")] = None
    at_once: Annotated[int, Field(ge=1, description="questions that the service works on at the same time")] = 8
    waiting: Annotated[int, Field(ge=0, description="further questions that wait; beyond them it says 503")] = 64
    answer_seconds: Annotated[int, Field(ge=1, description="an answer of the service that takes longer has failed")] = (
        120
    )
    cors: Annotated[Names, Field(description="origins whose web pages may use the service")] = ()
    hosts: Annotated[Names, Field(description="host names that the service answers for, beside those of loopback")] = ()
    log_questions: Annotated[bool, Field(description="whether the log has the words of questions")] = False
    slack: Annotated[dict[str, Any], Field(description="the table of Ally in Slack: [its keys](slack.md)")] = {}

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
