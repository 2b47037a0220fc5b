"""The settings: ally.toml, then ALLY_* variables, then a command's options. Data only; nothing is built here."""

from pathlib import Path

from pydantic import Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from assistant.errors import UsageError


class Settings(BaseSettings):
    """What a user may change; each field is a key of ally.toml and, in capitals after ALLY_, a variable."""

    model_config = SettingsConfigDict(env_prefix="ALLY_", toml_file="ally.toml", extra="forbid")

    data: Path = Field(Path(".ally"), description="folder that holds the catalog and its indexes")
    embedding: str = Field("shipped", description="'shipped', or a name for LangChain's init_embeddings")
    max_file_mb: int = Field(100, ge=1, description="a larger file is reported and left out")
    passage_tokens: int = Field(4000, ge=200, description="how many tokens of passages an answer is made from")

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
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            f"Setting {key!r} = {first['input']!r}: {first['msg']}; correct it in ally.toml or ALLY_{key.upper()}"
        ) from error
    except ValueError as error:
        raise UsageError(f"ally.toml: {error}; correct the file") from error
