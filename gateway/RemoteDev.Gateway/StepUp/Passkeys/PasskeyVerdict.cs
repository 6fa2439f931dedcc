namespace RemoteDev.Gateway.StepUp.Passkeys;

/// <summary>What came of looking at the answer of a passkey.</summary>
internal abstract record PasskeyVerdict
{
    private PasskeyVerdict()
    {
    }

    public T Match<T>(Func<Right, T> right, Func<Wrong, T> wrong, Func<CounterFell, T> counterFell, Func<NotNow, T> notNow) => this switch
    {
        Right yes => right(yes),
        Wrong no => wrong(no),
        CounterFell no => counterFell(no),
        NotNow no => notNow(no),
        _ => throw new InvalidOperationException("A verdict is one of its four cases."),
    };

    /// <summary>The person's device signed our challenge, on our origin, after it had checked that it was them.</summary>
    /// <param name="Id">The passkey.</param>
    internal sealed record Right(string Login, string Id, string Name) : PasskeyVerdict;

    /// <summary>It was not.</summary>
    /// <param name="Words">For the trace, not for the person.</param>
    internal sealed record Wrong(string Words) : PasskeyVerdict;

    /// <summary>All of it was right, but the counter is not beyond what it was: somebody may have a copy.</summary>
    /// <param name="Shown">What the answer said.</param>
    /// <param name="Known">What had been seen before.</param>
    internal sealed record CounterFell(string Login, string Name, long Shown, long Known) : PasskeyVerdict;

    /// <summary>The database could not be asked, so it is neither right nor wrong.</summary>
    internal sealed record NotNow : PasskeyVerdict;
}
