namespace RemoteDev.Cedar.Tests.Oracle;

internal sealed record OracleRequest(OracleUid Principal, OracleUid Action, OracleUid Resource, string ContextJson);
