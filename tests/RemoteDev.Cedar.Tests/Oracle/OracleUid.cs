namespace RemoteDev.Cedar.Tests.Oracle;

internal sealed record OracleUid(string Type, string Id)
{
    public string Json => ValueWriter.UidJson(Type, Id);
}
