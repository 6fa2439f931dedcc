namespace RemoteDev.Gateway.Trace.Telemetry;

/// <summary>Section <c>RemoteDev:Otlp</c>. Nothing is sent anywhere until an endpoint is named here or in <c>OTEL_EXPORTER_OTLP_ENDPOINT</c>.</summary>
internal sealed record OtlpOptions
{
    public const string Section = "RemoteDev:Otlp";

    /// <summary>Base address of a collector, for instance <c>http://127.0.0.1:4318</c>.</summary>
    public string Endpoint { get; init; } = string.Empty;

    /// <summary><c>http/protobuf</c> or <c>grpc</c>.</summary>
    public string Protocol { get; init; } = "http/protobuf";

    /// <summary>Everything that is wrong, in words for the person who wrote it.</summary>
    public IEnumerable<string> Faults()
    {
        if (Endpoint.Length > 0 && !(Uri.TryCreate(Endpoint, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)))
        {
            yield return $"{Section}:Endpoint must be an http or https address, for instance http://127.0.0.1:4318.";
        }

        if (Protocol is not ("http/protobuf" or "grpc"))
        {
            yield return $"{Section}:Protocol must be http/protobuf or grpc.";
        }
    }
}
