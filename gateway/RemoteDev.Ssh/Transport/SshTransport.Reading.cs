using RemoteDev.Ssh.Transport.Packets;
using RemoteDev.Ssh.Transport.Version;

namespace RemoteDev.Ssh.Transport;

/// <summary>The one loop that reads: the opening, and then everything that follows.</summary>
internal sealed partial class SshTransport
{
    private int _reading;

    // One loop reads at a time. When it ends by a fault it releases what the connection holds.
    private async Task ReadAsync(Func<Task> read, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _reading, 1) != 0)
        {
            await _closed.Task;
            return;
        }

        await using var told = cancellationToken.UnsafeRegister(static state => ((SshTransport)state!).End(
            new SshFault(DisconnectReason.ByApplication, "The connection was told to end.", FaultOrigin.Local)), this);
        try
        {
            await read();
        }
        catch
        {
            End(new SshFault(DisconnectReason.ByApplication, "An error of this program ended the connection.", FaultOrigin.Local));
            throw;
        }
        finally
        {
            if (Volatile.Read(ref _fault) is null)
            {
                Volatile.Write(ref _reading, 0);
            }
            else
            {
                await _closed.Task;
                await ReleaseAsync();
            }
        }
    }

    private async Task OpenCoreAsync()
    {
        try
        {
            var (version, fault) = await VersionExchange.RunAsync(_stream, _buffer, _options, _stopping.Token);
            if (version is null)
            {
                End(fault!);
                return;
            }

            PeerVersion = version;
        }
        catch (Exception failure) when (IsLost(failure))
        {
            EndLost(failure);
            return;
        }

        _context.SetVersions(VersionLine.Ours(_options.SoftwareVersion), PeerVersion);
        _exchange.Begin();
        await ReceiveAsync(handler: null);
    }

    // With a handler to the end of the connection, without one to the end of the first key exchange.
    private async Task ReceiveAsync(IMessageHandler? handler)
    {
        while (true)
        {
            while (_reader.TryRead(out var payload) is var read && read != PacketRead.Incomplete)
            {
                var forHandler = false;
                var fault = read == PacketRead.Broken ? _reader.Fault : _incoming.Handle(payload.Span, out forHandler);
                if (forHandler && fault is null)
                {
                    fault = await handler!.HandleAsync(payload, _stopping.Token);
                }

                _reader.Advance();
                if (fault is not null)
                {
                    End(fault);
                }

                if (Volatile.Read(ref _fault) is not null)
                {
                    return;
                }

                if (handler is null && _exchange.IsFirstDone)
                {
                    _pump.Flush();
                    return;
                }
            }

            RekeyIfDue(_reader.Octets);
            RekeyIfDue(_sealer.Octets);
            handler?.OnBatchHandled();
            _pump.Flush();
            try
            {
                if (_buffer.IsEmpty)
                {
                    _buffer.ReleaseIfEmpty();
                    _ = await _stream.ReadAsync(Memory<byte>.Empty, _stopping.Token);
                }

                var count = await _stream.ReadAsync(_buffer.Reserve(_reader.Wanted), _stopping.Token);
                if (count == 0)
                {
                    End(new SshFault(DisconnectReason.ConnectionLost, "The peer went away without a word.", FaultOrigin.Network));
                    return;
                }

                _buffer.Commit(count);
                _heard = true;
            }
            catch (Exception failure) when (IsLost(failure))
            {
                EndLost(failure);
                return;
            }
        }
    }

    // Not before authentication: OpenSSH takes no key exchange then, and there is a budget far below any limit of a key.
    private void RekeyIfDue(long octetsUnderKeys)
    {
        if (octetsUnderKeys >= _options.RekeyBytes && _gate.IsLifted && !_sealer.AwaitsNewKeys)
        {
            _exchange.Begin();
        }
    }

    private static bool IsLost(Exception failure)
        => failure is IOException or OperationCanceledException or ObjectDisposedException or System.Net.Sockets.SocketException;
}
