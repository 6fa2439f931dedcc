using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using RemoteDev.Gateway.Forward;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Contain;
using Yarp.ReverseProxy.Forwarder;

namespace RemoteDev.Gateway.Tests.Forward;

public sealed class BypassTests
{
    [Fact]
    public async Task AStreamThatWasCut_IsNotForwarded()
    {
        using var house = new ContainHouse();
        Assert.True(house.Contain(await house.PermittedAsync()).Passed(out var exchange, out _));
        using var held = exchange;
        exchange.Contained.Stream.Cut(EndReason.Suspended, new Refusal(RefusalCode.Suspended, "Suspended."));
        var forwarder = new Untouched();

        var outcome = await new ForwardRoom(forwarder, NullLogger<ForwardRoom>.Instance).SendAsync(exchange.Contained, new DefaultHttpContext());

        Assert.False(forwarder.WasAsked);
        Assert.Equal((EndReason.Suspended, "Suspended."), (outcome.Reason, outcome.Refusal!.Reason));
    }

    private sealed class Untouched : IHttpForwarder
    {
        public bool WasAsked { get; private set; }

        public ValueTask<ForwarderError> SendAsync(
            HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer)
        {
            WasAsked = true;
            return default;
        }
    }
}
