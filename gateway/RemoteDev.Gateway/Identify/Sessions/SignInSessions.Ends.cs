using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>How sign-ins end: here at once, and at the others by <see cref="SignInEndings"/>.</summary>
internal sealed partial class SignInSessions
{
    /// <summary>Ends the sign-in of a cookie; null when there is none here.</summary>
    public SignIn? End(in TokenHash cookie, EndReason reason)
    {
        if (_here.Find(cookie) is not { } signIn)
        {
            return null;
        }

        Over(cookie, signIn, reason);
        return signIn;
    }

    /// <summary>Ends one sign-in, whatever handle it has by now.</summary>
    public void End(SignIn signIn, EndReason reason) => EndWhere(one => ReferenceEquals(one, signIn) ? reason : null);

    /// <summary>Ends the sign-in of a cookie that could not be looked up, as soon as Redis can be asked.</summary>
    public void EndUnseen(in TokenHash cookie, EndReason reason) => _endings.ConcludeUnseen(cookie, reason);

    /// <summary>
    /// Ends one sign-in of a person by its public id, at whichever gateway it is used. False when there is none; null when the others cannot be
    /// asked.
    /// </summary>
    public async ValueTask<bool?> EndAsync(string login, string id, EndReason reason, CancellationToken cancellationToken)
    {
        if (EndWhere(signIn => signIn.Login == login && signIn.Id == id ? reason : null) > 0)
        {
            return true;
        }

        try
        {
            foreach (var (cookie, record) in await _share.OfAsync(login, cancellationToken))
            {
                if (record.Id == id)
                {
                    _ended.Mark(id);
                    _endings.Conclude(cookie, record.ToSignIn(), reason);
                    return true;
                }
            }
        }
        catch (SharedStateException)
        {
            return null;
        }

        return false;
    }

    /// <summary>
    /// Ends every sign-in of a person: a new password, an enrolment, a suspension, an administrator's word. Here at once; the others
    /// are told, and <see cref="SignInEndings.SettledAsync"/> says when they were.
    /// </summary>
    public int EndAllOf(string login, EndReason reason, SignIn? except = null)
    {
        var at = _clock.GetUtcNow();
        _ended.MarkAllOf(login, except?.Id, at);
        var ended = EndWhere(signIn => signIn.Login == login && !ReferenceEquals(signIn, except) ? reason : null);
        _endings.ConcludeAllOf(login, except, reason, at);
        SayAll(login, at);
        return ended;
    }

    /// <summary>Ends what outlived its time.</summary>
    public int Sweep()
    {
        _ended.Sweep();
        var now = _clock.GetUtcNow();
        var ended = EndWhere(signIn => WhyOver(signIn, now));
        EachListener.Tell(Swept, listener => listener(), _endings.ListenerFailed);
        return ended;
    }

    /// <summary>Ends here what is no more at the others: it was ended there, and is traced there.</summary>
    internal void Drop(in TokenHash cookie, SignIn signIn)
    {
        if (_here.TryDrop(cookie, signIn))
        {
            Say(TryEnd(signIn), signIn, EndReason.Closed);
        }
    }

    /// <summary>Ends here what another gateway ended, as the database says.</summary>
    internal void DropWhere(Func<SignIn, bool> which) => Finish(EndReason.Closed, which);

    private void Heard(SignInEnding ending)
    {
        if (ending.Id is not { } id)
        {
            HeardOfAll(ending);
            return;
        }

        _ended.Mark(id);
        Finish(ending.Reason, signIn => signIn.Id == id);
    }

    // Redis may have been away for long, and the person may have signed in again meanwhile.
    private void HeardOfAll(SignInEnding ending)
    {
        var now = _clock.GetUtcNow();
        var last = SignInEnding.LastMeant(ending.At, now);
        _ended.MarkAllOf(ending.Login, ending.Except, last ?? now);
        Finish(ending.Reason, signIn => signIn.Login == ending.Login && signIn.Id != ending.Except && SignInEnding.IsMeant(signIn.OpenedAt, last));
        SayAll(ending.Login, last ?? now);
    }

    private void Finish(EndReason reason, Func<SignIn, bool> which)
    {
        foreach (var (cookie, signIn) in _here.All())
        {
            if (which(signIn))
            {
                var isFirst = TryEnd(signIn);
                _here.TakeAway(cookie, signIn);
                Say(isFirst, signIn, reason);
            }
        }
    }

    private int EndWhere(Func<SignIn, EndReason?> judge)
    {
        var ended = 0;
        foreach (var (cookie, signIn) in _here.All())
        {
            if (judge(signIn) is { } reason)
            {
                ended += Over(cookie, signIn, reason) ? 1 : 0;
            }
        }

        return ended;
    }

    // Ended before it is taken away: by its cookie alone, one that is just getting another would be missed.
    private bool Over(TokenHash cookie, SignIn signIn, EndReason reason)
    {
        var isFirst = TryEnd(signIn);
        var taken = _here.TakeAway(cookie, signIn);
        Say(isFirst, signIn, reason);
        if (taken is not null || isFirst)
        {
            // Whoever ended it concludes it, though somebody who saw its end may have taken it away before.
            _endings.Conclude(taken ?? cookie, signIn, reason);
        }

        return isFirst;
    }

    private bool TryEnd(SignIn signIn)
    {
        _ended.Mark(signIn.Id);
        return signIn.End();
    }

    private void SayAll(string login, DateTimeOffset until)
    {
        EachListener.Tell(AllEnded, listener => listener(login), _endings.ListenerFailed);
        EachListener.Tell(AllUntilEnded, listener => listener(login, until), _endings.ListenerFailed);
    }

    private void Say(bool isFirst, SignIn signIn, EndReason reason)
    {
        if (isFirst)
        {
            EachListener.Tell(Ended, listener => listener(signIn, reason), _endings.ListenerFailed);
        }
    }
}
