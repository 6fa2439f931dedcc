using System.Text;
using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Transport.Exchange;
using RemoteDev.Ssh.Transport.Packets;
using RemoteDev.Ssh.Transport.Version;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>
/// A peer that does what a test tells it, step by step, and right or wrong. It has the product's packets and key exchanges to be wrong
/// in one thing at a time.
/// </summary>
internal sealed class RawPeer : IExchangeOwner, IAsyncDisposable
{
    private readonly Stream _stream;
    private readonly ReceiveBuffer _buffer = new();
    private readonly List<byte[]> _own = [];
    private int _finished;

    public RawPeer(Stream stream, TransportOptions options)
    {
        _stream = stream;
        Reader = new PacketReader(_buffer);
        Context = new ExchangeContext(options, Reader, Sealer, this);
        Exchange = new KeyExchangeProtocol(Context, new ExchangeAllowance(TimeProvider.System));
    }

    public PacketReader Reader { get; }

    public PacketSealer Sealer { get; } = new();

    public ExchangeContext Context { get; }

    public KeyExchangeProtocol Exchange { get; }

    /// <summary>What is sent in place of each message of the key exchange.</summary>
    public Func<byte[], IEnumerable<byte[]>> Rewrite { get; set; } = payload => [payload];

    public async Task SendOctetsAsync(ReadOnlyMemory<byte> octets) => await _stream.WriteAsync(octets);

    public async Task SendAsync(params byte[][] payloads)
    {
        foreach (var payload in payloads)
        {
            if (payload is [(byte)MessageNumber.NewKeys, ..] && !Sealer.AwaitsNewKeys)
            {
                // Out of turn: there are no keys to go on with.
#pragma warning disable CA2000 // the sealer owns its cipher
                Sealer.Prepare(new PlainPackets(), resetSequence: false);
#pragma warning restore CA2000
            }

            var packet = new byte[Sealer.SizeOf(payload.Length)];
            Sealer.Seal(payload, packet);
            await SendOctetsAsync(packet);
        }
    }

    /// <summary>Says our version, and reads theirs.</summary>
    public async Task ExchangeVersionsAsync()
    {
        var (version, _) = await VersionExchange.RunAsync(_stream, _buffer, Context.Options, default);
        Context.SetVersions(VersionLine.Ours(Context.Options.SoftwareVersion), version!);
    }

    /// <summary>The whole first exchange.</summary>
    public async Task HandshakeAsync()
    {
        await ExchangeVersionsAsync();
        await FinishExchangeAsync();
    }

    /// <summary>A whole key exchange, begun by us if nobody has; to the end, or until the other side ends the connection.</summary>
    public async Task FinishExchangeAsync()
    {
        var finished = _finished;
        Exchange.Begin();
        await SendOwnAsync();
        while (_finished == finished && await ReceiveAsync() is { } payload && payload[0] != (byte)MessageNumber.Disconnect)
        {
            if (payload[0] is >= (byte)MessageNumber.KexInit and < 50)
            {
                Assert.Null(Exchange.Handle(payload));
            }

            await SendOwnAsync();
        }
    }

    /// <summary>The next payload; null when the other side has closed, or sent something that is no packet for us.</summary>
    public async Task<byte[]?> ReceiveAsync()
    {
        while (true)
        {
            var read = Reader.TryRead(out var payload);
            if (read == PacketRead.Payload)
            {
                var copy = payload.ToArray();
                Reader.Advance();
                return copy;
            }

            var count = read == PacketRead.Broken ? 0 : await _stream.ReadAsync(_buffer.Reserve(Reader.Wanted));
            if (count == 0)
            {
                return null;
            }

            _buffer.Commit(count);
        }
    }

    /// <summary>The first line of the other side, with its end; null when there is none.</summary>
    public async Task<string?> ReceiveLineAsync()
    {
        int end;
        while ((end = _buffer.Unread.IndexOf((byte)'\n')) < 0)
        {
            var count = await _stream.ReadAsync(_buffer.Reserve(_buffer.Unread.Length + 1));
            if (count == 0)
            {
                return null;
            }

            _buffer.Commit(count);
        }

        var line = Encoding.ASCII.GetString(_buffer.Unread[..(end + 1)]);
        _buffer.Consume(end + 1);
        return line;
    }

    /// <summary>The next payload with this number; null when there is none to the end.</summary>
    public async Task<byte[]?> ReceiveAsync(MessageNumber number)
    {
        while (await ReceiveAsync() is { } payload)
        {
            if (payload[0] == (byte)number)
            {
                return payload;
            }
        }

        return null;
    }

    /// <summary>Sends what the exchange has queued.</summary>
    public async Task SendOwnAsync()
    {
        var own = _own.ToArray();
        _own.Clear();
        foreach (var payload in own)
        {
            try
            {
                await SendAsync([.. Rewrite(payload)]);
            }
            catch (IOException)
            {
                // The other side has had enough; what it says about it is still to be read.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _buffer.Release();
        Reader.Dispose();
        Sealer.Dispose();
        Exchange.Dispose();
    }

    void IExchangeOwner.QueueOwn(ReadOnlySpan<byte> payload) => _own.Add(payload.ToArray());

    void IExchangeOwner.OnExchangeBegun()
    {
        // Nobody counts the time here.
    }

    void IExchangeOwner.OnExchangeFinished() => _finished++;
}
