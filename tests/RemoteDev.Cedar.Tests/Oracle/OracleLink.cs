namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>A link of the case's template at <paramref name="Template"/>; a slot without an entity is not given.</summary>
internal sealed record OracleLink(int Template, OracleUid? Principal, OracleUid? Resource);
