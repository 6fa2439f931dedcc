using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Access;

/// <summary>Identify, step up, authorize: the walk from a request at the portal to a page of it.</summary>
internal interface IConsoleWalk
{
    /// <summary>Lets the request in, or says why not.</summary>
    /// <param name="action">The administrative action the page needs, or null.</param>
    ValueTask<Step<ConsoleEntry>> EnterAsync(HttpContext context, string? action);
}
