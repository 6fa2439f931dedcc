using RemoteDev.Gateway.Journey;
using Yarp.ReverseProxy.Forwarder;

namespace RemoteDev.Gateway.Forward;

/// <summary>
/// The last door: moves bytes and decides nothing. Takes <see cref="Contained"/> and nothing less, sends to the place that names
/// and nowhere else, and stops when its stream is cut. Never reads what it moves.
/// </summary>
internal sealed partial class ForwardRoom(IHttpForwarder forwarder, ILogger<ForwardRoom> logger)
{
    private static readonly Refusal Silent = new(
        RefusalCode.UpstreamUnavailable, "The environment does not answer at the moment. It may be starting; try again shortly.");

    private static readonly ForwarderRequestConfig Short = new()
    {
        Version = System.Net.HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = TimeSpan.FromMinutes(5),
        AllowResponseBuffering = false,
    };

    /// <summary>People think, read and eat between two keystrokes. Sessions end by policy, not by silence on one socket.</summary>
    private static readonly ForwarderRequestConfig Long = Short with { ActivityTimeout = TimeSpan.FromHours(12) };

    /// <summary>Returns when the last byte has moved, or nothing moves any more.</summary>
    public async ValueTask<ForwardOutcome> SendAsync(Contained contained, HttpContext context)
    {
        var stream = contained.Stream;
        if (stream.IsCut)
        {
            return new ForwardOutcome(stream.CutReason, stream.Why);
        }

        var error = await forwarder.SendAsync(
            context,
            contained.Upstream.AbsoluteUri,
            contained.Client,
            stream.Kind == StreamKind.WebSocket ? Long : Short,
            contained.Filter,
            context.RequestAborted);
        if (stream.IsCut)
        {
            return new ForwardOutcome(stream.CutReason, stream.Why);
        }

        var outcome = Outcome(error);
        if (outcome.Reason == EndReason.UpstreamFailed)
        {
            LogFailed(logger, contained.Upstream, error, context.Features.Get<IForwarderErrorFeature>()?.Exception?.Message);
        }

        return outcome;
    }

    private static ForwardOutcome Outcome(ForwarderError error) => error switch
    {
        ForwarderError.None => new ForwardOutcome(EndReason.Closed, null),

        // The person's own side went away.
        ForwarderError.RequestCanceled
            or ForwarderError.RequestBodyCanceled
            or ForwarderError.RequestBodyClient
            or ForwarderError.ResponseBodyCanceled
            or ForwarderError.ResponseBodyClient
            or ForwarderError.UpgradeRequestCanceled
            or ForwarderError.UpgradeRequestClient
            or ForwarderError.UpgradeResponseCanceled
            or ForwarderError.UpgradeResponseClient => new ForwardOutcome(EndReason.Closed, null),

        _ => new ForwardOutcome(EndReason.UpstreamFailed, Silent),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Upstream} failed: {Error}. {Cause}")]
    private static partial void LogFailed(ILogger logger, Uri upstream, ForwarderError error, string? cause);
}
