# syntax=docker/dockerfile:1
# The gateway in a container: built from source, run without root, without a shell and without a package manager inside.

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source

# The policy editor and the terminal are bundled with Node while the gateway is built; nothing of Node reaches the image that runs.
RUN apt-get update && apt-get install --yes --no-install-recommends npm && rm -rf /var/lib/apt/lists/*

# Restore alone first: the layer is reused until a package or a project file changes.
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY gateway/System.IO.Hashing/*.csproj gateway/System.IO.Hashing/packages.lock.json gateway/System.IO.Hashing/
COPY gateway/RemoteDev.Gateway/*.csproj gateway/RemoteDev.Gateway/packages.lock.json gateway/RemoteDev.Gateway/
COPY gateway/RemoteDev.Ssh/*.csproj gateway/RemoteDev.Ssh/packages.lock.json gateway/RemoteDev.Ssh/
COPY gateway/RemoteDev.Cli/*.csproj gateway/RemoteDev.Cli/packages.lock.json gateway/RemoteDev.Cli/
COPY policy/RemoteDev.Cedar/*.csproj policy/RemoteDev.Cedar/packages.lock.json policy/RemoteDev.Cedar/
COPY policy/RemoteDev.Policy/*.csproj policy/RemoteDev.Policy/packages.lock.json policy/RemoteDev.Policy/
RUN dotnet restore --locked-mode gateway/RemoteDev.Gateway && dotnet restore --locked-mode gateway/RemoteDev.Cli

COPY gateway/ gateway/
COPY policy/ policy/
RUN dotnet publish gateway/RemoteDev.Gateway --no-restore --configuration Release --output /app/gateway \
 && dotnet publish gateway/RemoteDev.Cli --no-restore --configuration Release --output /app/cli \
 && mkdir --mode=0700 /data

# "chiseled": the runtime and its libraries, a user without privileges (1654), nothing else.
FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled AS final
LABEL org.opencontainers.image.title="RemoteDev Gateway" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /app/ /app/
COPY --from=build --chown=1654:1654 /data /data
USER 1654:1654
WORKDIR /app/gateway
ENV RemoteDev__Data=/data \
    RemoteDev__Listen__Addresses__0=0.0.0.0:8443 \
    RemoteDev__Listen__ManagementAddress=127.0.0.1:9090 \
    DOTNET_EnableDiagnostics=0
VOLUME /data
# SSH is served when it has an address: RemoteDev__Ssh__Addresses__0=0.0.0.0:2222.
EXPOSE 8443 2222
# There is no curl in the image; the gateway asks itself, over its own management listener.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["dotnet", "RemoteDev.Gateway.dll", "--health"]
ENTRYPOINT ["dotnet", "RemoteDev.Gateway.dll"]
