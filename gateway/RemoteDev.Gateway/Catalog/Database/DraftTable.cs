using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RemoteDev.Gateway.Catalog.Drafts;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>The table of drafts. Its revision is what a step is stored over.</summary>
internal static class DraftTable
{
    public const string Name = "catalog_policy_drafts";

    public static void Describe(EntityTypeBuilder<PolicyDraft> draft)
    {
        draft.ToTable(Name).HasKey(row => row.Number);
        draft.Ignore(row => row.IsOpen);
        draft.Property(row => row.Number).HasColumnName("number").ValueGeneratedNever();
        draft.Property(row => row.Revision).HasColumnName("revision").IsConcurrencyToken();
        draft.Property(row => row.State).HasColumnName("state").HasMaxLength(Limits.Word).HasConversion<string>();
        draft.Property(row => row.Text).HasColumnName("text");
        draft.Property(row => row.Tests).HasColumnName("tests");
        draft.Property(row => row.Note).HasColumnName("note").HasMaxLength(Limits.Reason);
        draft.Property(row => row.BaseNumber).HasColumnName("base_number");
        draft.Property(row => row.RollbackOf).HasColumnName("rollback_of");
        draft.Property(row => row.Sha256).HasColumnName("sha256").HasMaxLength(64);
        draft.Property(row => row.Author).HasColumnName("author").HasMaxLength(Limits.Name);
        draft.Property(row => row.Editors).HasColumnName("editors")
            .HasConversion(JsonText.Converter<ImmutableArray<string>>(), JsonText.Comparer<ImmutableArray<string>>());
        At(draft.Property(row => row.CreatedAt), "created_at");
        At(draft.Property(row => row.EditedAt), "edited_at");
        draft.Property(row => row.SubmittedBy).HasColumnName("submitted_by").HasMaxLength(Limits.Name);
        At(draft.Property(row => row.SubmittedAt), "submitted_at");
        draft.Property(row => row.Comparison).HasColumnName("comparison")
            .HasConversion(JsonText.Converter<DraftComparison?>(), JsonText.Comparer<DraftComparison?>());
        draft.Property(row => row.DecidedBy).HasColumnName("decided_by").HasMaxLength(Limits.Name);
        At(draft.Property(row => row.DecidedAt), "decided_at");
        draft.Property(row => row.Decision).HasColumnName("decision").HasMaxLength(Limits.Reason);
        draft.Property(row => row.ScheduledBy).HasColumnName("scheduled_by").HasMaxLength(Limits.Name);
        At(draft.Property(row => row.ActivateAt), "activate_at");
        draft.Property(row => row.Version).HasColumnName("version");
        At(draft.Property(row => row.ActivatedAt), "activated_at");
        draft.Property(row => row.Failure).HasColumnName("failure");
    }

    private static void At<T>(PropertyBuilder<T> property, string column) => property.HasColumnName(column).HasConversion(Milliseconds.Converter);
}
