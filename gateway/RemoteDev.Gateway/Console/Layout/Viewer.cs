using System.Collections.Frozen;
using NodaTime;

namespace RemoteDev.Gateway.Console.Layout;

/// <summary>The person who looks at a page: what to call them, in which zone to show times, and which doors of the console open.</summary>
/// <param name="Opens">The administrative actions policy permits this person now; navigation shows no others.</param>
internal sealed record Viewer(string Login, string DisplayName, DateTimeZone Zone, FrozenSet<string> Opens)
{
    public bool May(string action) => Opens.Contains(action);
}
