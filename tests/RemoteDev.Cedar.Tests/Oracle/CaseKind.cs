namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>What a case asks.</summary>
internal enum CaseKind
{
    /// <summary>Policies, templates and links that decide requests.</summary>
    Decisions,

    /// <summary>Texts of one policy each, most of them broken.</summary>
    PolicyTexts,

    /// <summary>Policies in JSON, most of them broken.</summary>
    PolicyJson,

    /// <summary>Schemas in either syntax, most of them broken.</summary>
    Schemas,

    /// <summary>Entities in JSON, most of them broken.</summary>
    Entities,
}
