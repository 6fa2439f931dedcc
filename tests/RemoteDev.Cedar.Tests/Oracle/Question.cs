namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>What one bit of an answer says.</summary>
internal enum Question
{
    Parses,
    IsAllowed,
    IsReason,
    Errs,
    IsInvalid,
    RequestIsValid,
    SchemaIsSound,
    EntitiesAreSound,
    EntitiesFitSchema,
}
