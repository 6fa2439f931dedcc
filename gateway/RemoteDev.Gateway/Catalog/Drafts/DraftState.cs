using System.Text.Json.Serialization;

namespace RemoteDev.Gateway.Catalog.Drafts;

/// <summary>How far a draft of the policy has come. The zero value is nowhere.</summary>
[JsonConverter(typeof(DraftStateJson))]
internal enum DraftState
{
    None = 0,

    /// <summary>Being written.</summary>
    Draft,

    /// <summary>Checked, compared with the policy in force, and waiting for a second person.</summary>
    Submitted,

    /// <summary>A second person consents to exactly this text, these tests and this base.</summary>
    Approved,

    /// <summary>Approved, and to come into force at an instant.</summary>
    Scheduled,

    /// <summary>It became a version of the policy.</summary>
    Active,

    /// <summary>A second person refused it.</summary>
    Rejected,

    /// <summary>Given up.</summary>
    Withdrawn,

    /// <summary>Its instant came and it could not be activated; the policy that was in force stays.</summary>
    Failed,
}
