FROM python:3.12-slim AS built
WORKDIR /src
RUN python -m venv --without-pip /opt/ally
COPY requirements.lock ./
RUN pip --python /opt/ally/bin/python install --no-cache-dir --require-hashes -r requirements.lock
COPY . .
# What only building takes stays behind, and so does kubernetes, which Chroma's own clusters alone would import.
RUN pip --python /opt/ally/bin/python install --no-cache-dir --no-deps --no-build-isolation . \
    && pip --python /opt/ally/bin/python uninstall --yes hatchling trove-classifiers kubernetes

FROM python:3.12-slim
COPY --from=built /opt/ally /opt/ally
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin ally \
    && install -d -o ally -g ally /data /documents /uploads
ENV PATH=/opt/ally/bin:$PATH ALLY_DATA=/data PYTHONUNBUFFERED=1
USER ally
WORKDIR /data
VOLUME ["/data", "/uploads"]
EXPOSE 8321
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8321/readyz', timeout=4)"]
ENTRYPOINT ["ally"]
CMD ["serve", "--host", "0.0.0.0", "--watch", "/documents"]
