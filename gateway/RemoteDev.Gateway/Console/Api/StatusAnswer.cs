using RemoteDev.Gateway.Catalog;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>How the gateway is, for its operator.</summary>
/// <param name="Gateway">The version of the software.</param>
/// <param name="TraceHealthy">False means that nothing opens until the trace can be written again.</param>
/// <param name="PolicyActive">False means that no policy is loaded, so nothing is permitted.</param>
/// <param name="PolicyVersion">The version in force.</param>
/// <param name="PolicyWarning">Why that is not the version saved last; null while it is.</param>
/// <param name="PolicyFailures">Approved policies whose instant came and that did not come into force.</param>
/// <param name="LoadFaults">What is stored and does not load; what depends on it is refused.</param>
internal sealed record StatusAnswer(
    string Gateway, bool TraceHealthy, long CatalogVersion, long? PolicyVersion, bool PolicyActive, string? PolicyWarning, IReadOnlyList<string> PolicyFailures, IReadOnlyDictionary<string, int> Entries, IReadOnlyList<CatalogFault> LoadFaults);
