using RemoteDev.Cedar.Values;

namespace RemoteDev.Cedar.Entities;

/// <summary>An entity whose hierarchy is not closed yet.</summary>
internal sealed record EntityDraft(EntityUid Uid, EntityUid[] Parents, RecordValue Attributes, RecordValue Tags);
