using RemoteDev.Ssh.Connection;

namespace RemoteDev.Ssh.Relay;

/// <summary>What waits for the guard's verdict: the opening, and each request.</summary>
public sealed partial class RelayedChannel
{
    internal async Task OpenAsync()
    {
        RelayVerdict verdict;
        try
        {
            verdict = await _guard.OnOpenAsync(this).ConfigureAwait(false);
            if (verdict.Passes)
            {
                _near.Lane.SetFilter(_guard.FilterOf(_near.Side), new FilterOutput(this, _near.Lane));
                _far.Lane.SetFilter(_guard.FilterOf(_far.Side), new FilterOutput(this, _far.Lane));
            }
        }
        catch (Exception)
        {
            // A guard that fails lets nothing through.
            verdict = default;
        }

        if (!verdict.Passes)
        {
            Refuse(OpenFailureReason.AdministrativelyProhibited, verdict.Words ?? string.Empty);
            return;
        }

        _onward.OpenChannel(Type, Payload.Span, _far, OnOpened);
        Flush(_near);
    }

    /// <summary>The far side opens first, so when the near one does both are there.</summary>
    internal void OnOpened(RelayEnd end)
    {
        if (end == _near)
        {
            _near.Lane.Join(_near.Channel!, _far.Channel!);
            _far.Lane.Join(_far.Channel!, _near.Channel!);
            if (Type == "session")
            {
                Client.Channel!.KeepForLastWords();
            }
        }
    }

    internal void OnRequest(RelayEnd end, ChannelRequest request)
    {
        // Of what a server asks only this means anything to a client; the rest would be ways to steer it.
        if (end.Side == RelaySide.Server && request.Name is not ("exit-status" or "exit-signal" or "eow@openssh.com" or "xon-xoff"))
        {
            request.Fail();
            return;
        }

        _ = DecideAsync(end, request);
    }

    private void OnOpened(SshChannel? channel, ChannelOpenFailure? failure)
    {
        if (channel is null)
        {
            Refuse(failure!.Reason, failure.Text);
            return;
        }

        // Joined while the near side is told that it is open, and so before anything can come from either.
        if (_opening.Accept(_near) is null)
        {
            lock (_gate)
            {
                _near.IsClosed = true;
            }

            channel.Close();
        }

        bool isEnding;
        lock (_gate)
        {
            isEnding = _isEnding;
        }

        if (isEnding)
        {
            _near.Channel?.Close();
            channel.Close();
        }
    }

    private void Refuse(OpenFailureReason reason, string text)
    {
        lock (_gate)
        {
            _isOver = true;
        }

        _opening.Refuse(reason, text);
        _guard.OnEnded(this);
    }

    private async Task DecideAsync(RelayEnd end, ChannelRequest request)
    {
        RelayVerdict verdict;
        try
        {
            verdict = await _guard.OnRequestAsync(this, end.Side, request.Name, request.Payload).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // A guard that fails lets nothing through.
            verdict = default;
        }

        if (verdict.Passes)
        {
            Carry(end, request);
        }
        else
        {
            Refuse(end, request, verdict.Words ?? string.Empty);
        }

        Flush(end);
    }

    private void Carry(RelayEnd end, ChannelRequest request)
    {
        var other = Other(end).Channel!;
        if (request.Name is "exit-status" or "exit-signal")
        {
            end.Lane.OnFarewell(request.Name, request.Payload);
            request.Succeed();
        }
        else if (request.WantReply)
        {
            other.Request(request.Name, request.Payload.Span, done =>
            {
                if (done)
                {
                    request.Succeed();
                }
                else
                {
                    request.Fail();
                }
            });
        }
        else
        {
            other.Request(request.Name, request.Payload.Span);
            request.Succeed();
        }
    }

    private void Refuse(RelayEnd end, ChannelRequest request, string words)
    {
        if (end.Side == RelaySide.Server)
        {
            request.Fail();
        }
        else if (request.Name is ("exec" or "shell" or "subsystem"))
        {
            // A client whose program is refused shows no word of ours and leaves; one whose program has ended shows what that wrote. And one
            // that wants no reply would wait for ever for a program that was never started.
            if (words.Length > 0)
            {
                request.Succeed();
            }

            End(words, exitStatus: 1);
            request.Fail();
        }
        else
        {
            if (Type == "session")
            {
                Other(end).Lane.Hand(Line(words), stream: 1);
            }

            request.Fail();
        }
    }
}
