namespace RemoteDev.Gateway.Identify.Lockouts;

/// <summary>How many failures are free, and how the waiting grows after them: each further failure doubles it.</summary>
/// <param name="Free">Failures in a row before the first wait.</param>
/// <param name="First">The first wait.</param>
/// <param name="Longest">The wait grows no further than this.</param>
/// <param name="Forget">After so long without a failure, all is forgotten.</param>
internal sealed record LockoutRule(int Free, TimeSpan First, TimeSpan Longest, TimeSpan Forget)
{
    /// <summary>
    /// A person's own count is strict; an address may be a whole office behind one router. A code has a million values, of which three
    /// are right at a time: at one try an hour in the long run nobody guesses it.
    /// </summary>
    public static LockoutRule For(LockoutKind kind) => kind switch
    {
        LockoutKind.Password => new(5, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15), TimeSpan.FromHours(12)),
        LockoutKind.Code => new(5, TimeSpan.FromSeconds(30), TimeSpan.FromHours(1), TimeSpan.FromDays(1)),
        LockoutKind.Git => new(30, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)),
        LockoutKind.Address => new(20, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(15), TimeSpan.FromHours(1)),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>How long to wait after that many failures in a row; zero while they are free.</summary>
    public TimeSpan WaitAfter(int failures)
    {
        if (failures < Free)
        {
            return TimeSpan.Zero;
        }

        var doublings = Math.Min(failures - Free, 30);
        var wait = First * Math.Pow(2, doublings);
        return wait < Longest ? wait : Longest;
    }
}
