# syntax=docker/dockerfile:1
FROM python:3.12-slim AS built
WORKDIR /src
COPY requirements.lock ./
RUN python -m venv /opt/ally && /opt/ally/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
RUN /opt/ally/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.12-slim
COPY --from=built /opt/ally /opt/ally
RUN useradd --system --uid 10001 ally && install -d -o ally /data /documents /uploads
ENV PATH=/opt/ally/bin:$PATH ALLY_DATA=/data PYTHONUNBUFFERED=1
USER ally
WORKDIR /data
VOLUME ["/data", "/uploads"]
EXPOSE 8321
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8321/readyz', timeout=4)"]
ENTRYPOINT ["ally"]
CMD ["serve", "--host", "0.0.0.0", "--watch", "/documents"]
