using RemoteDev.Gateway.Tests.Identify;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Doors.Ssh;

namespace RemoteDev.Gateway.Tests.Doors.Terminal;

/// <summary>The terminal page in a browser, as far as the gateway sees it.</summary>
internal sealed class TerminalTab : IDisposable
{
    internal const string Origin = "http://remotedev.localhost:8443";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _patience = new(Patience);
    private readonly StringBuilder _shown = new();
    private readonly byte[] _buffer = new byte[128 * 1024];
    private long _drawn;

    /// <summary>What the handshake was answered with.</summary>
    public HttpStatusCode Status => _socket.HttpStatusCode;

    /// <summary>Everything that the terminal has shown.</summary>
    public string Shown => _shown.ToString();

    /// <summary>The words of the end, once there was one.</summary>
    public string? End { get; private set; }

    /// <summary>Notices so far.</summary>
    public List<string> Notices { get; } = [];

    /// <summary>Whether the page tells what it has drawn, as ours does.</summary>
    public bool Draws { get; init; } = true;

    /// <summary>Signs Ada in as her password and authenticator would have.</summary>
    public static (SignIn SignIn, string Cookie) SignIn(SshHouse house, bool withFactor = true)
    {
        var (cookie, signIn) = house.Get<SignInSessions>().Open("ada", IPAddress.Loopback, replaces: null);
        if (withFactor)
        {
            signIn.Strengthen(new MfaProof("totp", DateTimeOffset.UtcNow));
        }

        return (signIn, cookie.Reveal());
    }

    /// <summary>Opens the page's socket. One that is not accepted says why in <see cref="Status"/>.</summary>
    public async Task<bool> OpenAsync(SshHouse house, string? cookie, string? origin = Origin, string place = SshHouse.Place)
    {
        _socket.Options.SetRequestHeader("Host", "remotedev.localhost:8443");
        _socket.Options.CollectHttpResponseDetails = true;
        if (cookie is not null)
        {
            _socket.Options.SetRequestHeader("Cookie", $"__Host-rd={cookie}");
        }

        if (origin is not null)
        {
            _socket.Options.SetRequestHeader("Origin", origin);
        }

        var address = house.Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(one => one.StartsWith("http://127.0.0.1:", StringComparison.Ordinal));
        try
        {
            await _socket.ConnectAsync(new Uri($"ws{address[4..]}/terminal/{place}/socket?columns=100&rows=30"), _patience.Token);
            return true;
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    public Task TypeAsync(string text) => _socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Binary, true, _patience.Token);

    public Task SayAsync(string json) => _socket.SendAsync(Encoding.UTF8.GetBytes(json), WebSocketMessageType.Text, true, _patience.Token);

    public Task TypeAsync(byte[] octets) => _socket.SendAsync(octets, WebSocketMessageType.Binary, true, _patience.Token);

    /// <summary>Reads until the terminal has shown this.</summary>
    public async Task SeeAsync(string text)
    {
        while (!Shown.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(await HearAsync(), $"It ended before it showed {text}: {Shown} {End}");
        }
    }

    /// <summary>Reads to the end.</summary>
    public async Task<string?> SeeEndAsync()
    {
        while (await HearAsync())
        {
        }

        return End;
    }

    /// <summary>Reads one message. False: there are no more.</summary>
    public async Task<bool> HearAsync()
    {
        var length = 0;
        ValueWebSocketReceiveResult part;
        try
        {
            do
            {
                part = await _socket.ReceiveAsync(_buffer.AsMemory(length), _patience.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);
        }
        catch (WebSocketException)
        {
            return false;
        }

        switch (part.MessageType)
        {
            case WebSocketMessageType.Close:
                await AnswerCloseAsync();
                return false;
            case WebSocketMessageType.Text:
                Hear(JsonDocument.Parse(_buffer.AsMemory(0, length)).RootElement);
                return true;
            default:
                _shown.Append(Encoding.UTF8.GetString(_buffer, 0, length));
                await DrawAsync(length);
                return true;
        }
    }

    public void Dispose()
    {
        _socket.Dispose();
        _patience.Dispose();
    }

    private void Hear(JsonElement word)
    {
        if (word.TryGetProperty("end", out var end))
        {
            End = end.GetString();
        }
        else
        {
            Notices.Add(word.GetProperty("notice").GetString()!);
        }
    }

    private async Task AnswerCloseAsync()
    {
        try
        {
            await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _patience.Token);
        }
        catch (WebSocketException)
        {
            // The gateway has left; it had said all that it had to say.
        }
    }

    private async Task DrawAsync(int length)
    {
        _drawn += length;
        if (Draws)
        {
            await SayAsync(string.Create(CultureInfo.InvariantCulture, $"{{\"drawn\":{_drawn}}}"));
        }
    }
}
