using NodaTime;
using NodaTime.Text;

namespace RemoteDev.Gateway.Console.Policies;

/// <summary>Reads when a policy is to come into force: a day and a time on the clock of a place. What that clock does not show exactly once is not guessed.</summary>
internal static class ActivationMoment
{
    private static readonly LocalDateTimePattern Typed = LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    /// <summary>The instant, or what is wrong with what was typed.</summary>
    public static (DateTimeOffset? At, string? Fault) Read(string? local, string? zone, DateTimeOffset now)
    {
        if (zone is not { Length: > 0 and < 100 } || DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) is not { } place)
        {
            return (null, "name the place whose clock you mean, like Africa/Lagos");
        }

        if (!Typed.Parse(local ?? "").TryGetValue(default, out var time) || time.Year is < 2000 or > 2199)
        {
            return (null, "choose a day and a time");
        }

        var mapping = place.MapLocal(time);
        return mapping.Count switch
        {
            0 => (null, $"the clocks of {place.Id} go forward over that time, so it does not come; choose another"),
            1 when mapping.First().ToDateTimeOffset() is var at => at > now ? (at, null) : (null, "that time has passed; put it into force now instead"),
            _ => (null, $"the clocks of {place.Id} go back that night and show that time twice; choose another"),
        };
    }
}
