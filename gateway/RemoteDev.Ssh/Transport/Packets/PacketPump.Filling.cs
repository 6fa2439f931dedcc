using System.Buffers;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Transport.Packets;

/// <summary>What the next write carries: which payloads may leave, sealed into the send buffer.</summary>
internal sealed partial class PacketPump
{
    private const int LargestWrite = 128 * 1024;
    private const int RoomForFraming = 512;

    private MessageQueue _ownLeaving = new();
    private MessageQueue _leaving = new();
    private byte[] _send = [];

    // Fills the send buffer. False when there was nothing to fill it with: then this thread is no longer the pump.
    private bool TryFill()
    {
        while (NextQueue() is { } queue)
        {
            var payload = queue.Peek();
            if (!HasRoomFor(_sealer.SizeOf(payload.Length)))
            {
                return true;
            }

            SealNext(payload);
            _inHand += payload.Length;
            queue.Drop();
            _owner.OnSealed(_sealer.Octets);
        }

        return _filled > 0 || TryFillFarewell() || !TryRelease();
    }

    private MessageQueue? NextQueue()
    {
        if (_failed)
        {
            return null;
        }

        if (_ownWaits && _ownLeaving.IsEmpty)
        {
            lock (_gate)
            {
                (_own, _ownLeaving) = (_ownLeaving, _own);
                _ownWaits = false;
            }
        }

        if (!_ownLeaving.IsEmpty)
        {
            return _ownLeaving;
        }

        if (_held)
        {
            return null;
        }

        if (_leaving.IsEmpty)
        {
            lock (_gate)
            {
                (_ordinary, _leaving) = (_leaving, _ordinary);
            }
        }

        return _leaving.IsEmpty ? null : _leaving;
    }

    private void SealNext(ReadOnlySpan<byte> payload)
    {
        _filled += _sealer.Seal(payload, _send.AsSpan(_filled));
        _held = payload[0] switch
        {
            (byte)MessageNumber.KexInit => true,
            (byte)MessageNumber.NewKeys => false,
            _ => _held,
        };
    }

    // One packet fits always, more as long as the write stays within its bound. What is sealed stays where it is until it is written.
    private bool HasRoomFor(int size)
    {
        if (size <= _send.Length - _filled)
        {
            return true;
        }

        if (_filled > 0)
        {
            return false;
        }

        var likely = (int)Math.Min(LargestWrite, (Unsent * 2) + RoomForFraming);
        ReturnSendBuffer();
        _send = ArrayPool<byte>.Shared.Rent(Math.Max(size, likely));
        return true;
    }

    // The farewell is the last packet. Where a rekey holds messages back they are lost with the connection.
    private bool TryFillFarewell()
    {
        byte[]? farewell;
        lock (_gate)
        {
            farewell = _own.IsEmpty ? _farewell : null;
            if (farewell is null)
            {
                return false;
            }

            _farewell = null;
        }

        if (_failed || !HasRoomFor(_sealer.SizeOf(farewell.Length)))
        {
            return false;
        }

        SealNext(farewell);
        return true;
    }

    private void ReturnSendBuffer()
    {
        if (_send.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_send);
            _send = [];
        }
    }
}
