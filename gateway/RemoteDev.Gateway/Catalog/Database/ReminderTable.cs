using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RemoteDev.Gateway.Catalog.Reminders;

namespace RemoteDev.Gateway.Catalog.Database;

/// <summary>The table of the reminders that went out.</summary>
internal static class ReminderTable
{
    public const string Name = "catalog_reminders";

    public const int LongestOccasion = 40;

    public static void Describe(EntityTypeBuilder<ReminderRow> reminder)
    {
        reminder.ToTable(Name).HasKey(row => new { row.Login, row.Document });
        reminder.Ignore(row => row.IsGivenUp);
        reminder.Property(row => row.Login).HasColumnName("login").HasMaxLength(Limits.Name);
        reminder.Property(row => row.Document).HasColumnName("document").HasMaxLength(Limits.Name);
        reminder.Property(row => row.Occasion).HasColumnName("occasion").HasMaxLength(LongestOccasion);
        reminder.Property(row => row.Since).HasColumnName("since").HasConversion(Milliseconds.Converter);
        reminder.Property(row => row.Attempts).HasColumnName("attempts");
        reminder.Property(row => row.NextAt).HasColumnName("next_at").HasConversion(Milliseconds.Converter);
        reminder.Property(row => row.TakenAt).HasColumnName("taken_at").HasConversion(Milliseconds.Converter);
        reminder.Property(row => row.Answer).HasColumnName("answer").HasMaxLength(Limits.DisplayName);
    }
}
