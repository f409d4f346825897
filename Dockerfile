# One image for worker, desk, metrics and every command: docker build -t tsuzuri . (needs the network once, never later)
FROM debian:12-slim
RUN apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends \
        ca-certificates python3-venv tesseract-ocr tesseract-ocr-jpn tesseract-ocr-jpn-vert poppler-utils poppler-data \
        libgl1 libglib2.0-0 fonts-ipaexfont-gothic fonts-ipaexfont-mincho fonts-ipamj-mincho \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 990 --home-dir /var/lib/tsuzuri --create-home tsuzuri
WORKDIR /opt/tsuzuri
# The pinned packages first: a changed line of the program does not fetch them again.
COPY requirements.lock ./
RUN python3 -m venv .venv \
    && .venv/bin/python -m pip install -q --no-cache-dir --no-deps --require-hashes -r requirements.lock
COPY . .
RUN .venv/bin/python -m pip install -q --no-cache-dir --no-deps --no-build-isolation -e .
ENV PATH=/opt/tsuzuri/.venv/bin:$PATH TSUZURI_HOME=/var/lib/tsuzuri TSUZURI_LOG=json
USER tsuzuri
WORKDIR /var/lib/tsuzuri
VOLUME /var/lib/tsuzuri
STOPSIGNAL SIGTERM
ENTRYPOINT ["tsuzuri"]
CMD ["worker"]
