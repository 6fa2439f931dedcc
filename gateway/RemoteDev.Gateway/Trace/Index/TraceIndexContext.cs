using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace RemoteDev.Gateway.Trace.Index;

/// <summary>
/// The tables by which the trace is found again. They hold nothing that is not in the trace's files, and can be deleted: they
/// are built again from those.
/// </summary>
internal sealed class TraceIndexContext(DbContextOptions<TraceIndexContext> options) : DbContext(options)
{
    /// <summary>The table of applied migrations.</summary>
    public const string HistoryTable = "trace_migrations";

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<EventRow> Events => Set<EventRow>();

    public DbSet<RequestRow> Requests => Set<RequestRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<SessionRow>(Session);
        modelBuilder.Entity<EventRow>(Event);
        modelBuilder.Entity<RequestRow>(Request);
    }

    // Ticks in UTC sort, compare and keep their precision alike on every database.
    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder) =>
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();

    private static void Session(EntityTypeBuilder<SessionRow> session)
    {
        session.ToTable("trace_sessions").HasKey(row => row.Id);
        session.Property(row => row.Id).HasColumnName("id");
        session.Property(row => row.Sequence).HasColumnName("sequence");
        session.Property(row => row.Kind).HasColumnName("kind");
        session.Property(row => row.Place).HasColumnName("place");
        session.Property(row => row.Login).HasColumnName("login");
        session.Property(row => row.Vendor).HasColumnName("vendor");
        session.Property(row => row.SignIn).HasColumnName("sign_in");
        session.Property(row => row.Source).HasColumnName("source");
        session.Property(row => row.OpenedAt).HasColumnName("opened_at");
        session.Property(row => row.ClosesAt).HasColumnName("closes_at");
        session.Property(row => row.Policies).HasColumnName("policies");
        session.Property(row => row.Obligations).HasColumnName("obligations");
        // For the rows that were there before the column; what is written always says.
        session.Property(row => row.Circumstances).HasColumnName("circumstances").HasDefaultValueSql("''").ValueGeneratedNever();
        session.Property(row => row.PolicyVersion).HasColumnName("policy_version");
        session.Property(row => row.TraceId).HasColumnName("trace_id");
        session.Property(row => row.EndedAt).HasColumnName("ended_at");
        session.Property(row => row.EndReason).HasColumnName("end_reason");
        session.Property(row => row.Explanation).HasColumnName("explanation");
        session.Property(row => row.BytesIn).HasColumnName("bytes_in");
        session.Property(row => row.BytesOut).HasColumnName("bytes_out");
        session.Property(row => row.CutMilliseconds).HasColumnName("cut_milliseconds");
        session.HasIndex(row => row.Sequence).HasDatabaseName("IX_trace_sessions_sequence");
        session.HasIndex(row => row.Login).HasDatabaseName("IX_trace_sessions_login");
        session.HasIndex(row => row.EndedAt).HasDatabaseName("IX_trace_sessions_ended_at");
    }

    private static void Event(EntityTypeBuilder<EventRow> entry)
    {
        entry.ToTable("trace_events").HasKey(row => row.Sequence);
        entry.Property(row => row.Sequence).HasColumnName("sequence").ValueGeneratedNever();
        entry.Property(row => row.At).HasColumnName("at");
        entry.Property(row => row.Type).HasColumnName("type");
        entry.Property(row => row.Session).HasColumnName("session");
        entry.Property(row => row.Actor).HasColumnName("actor");
        entry.Property(row => row.Source).HasColumnName("source");
        entry.Property(row => row.Place).HasColumnName("place");
        entry.Property(row => row.Code).HasColumnName("code");
        entry.Property(row => row.BytesOut).HasColumnName("bytes_out");
        entry.Property(row => row.Summary).HasColumnName("summary");
        entry.Property(row => row.Search).HasColumnName("search");
        entry.Property(row => row.Line).HasColumnName("line");
        entry.HasIndex(row => new { row.Session, row.Sequence }).HasDatabaseName("IX_trace_events_session");
        entry.HasIndex(row => new { row.Type, row.Sequence }).HasDatabaseName("IX_trace_events_type");
        entry.HasIndex(row => new { row.Actor, row.Sequence }).HasDatabaseName("IX_trace_events_actor");
    }

    private static void Request(EntityTypeBuilder<RequestRow> request)
    {
        request.ToTable("trace_requests").HasKey(row => row.Sequence);
        request.Property(row => row.Sequence).HasColumnName("sequence").ValueGeneratedNever();
        request.Property(row => row.At).HasColumnName("at");
        request.Property(row => row.Session).HasColumnName("session");
        request.Property(row => row.Actor).HasColumnName("actor");
        request.Property(row => row.Place).HasColumnName("place");
        request.Property(row => row.Method).HasColumnName("method");
        request.Property(row => row.Path).HasColumnName("path");
        request.Property(row => row.Status).HasColumnName("status");
        request.Property(row => row.BytesIn).HasColumnName("bytes_in");
        request.Property(row => row.BytesOut).HasColumnName("bytes_out");
        request.Property(row => row.DurationMilliseconds).HasColumnName("duration_milliseconds");
        request.Property(row => row.Action).HasColumnName("action");
        request.HasIndex(row => new { row.Session, row.Sequence }).HasDatabaseName("IX_trace_requests_session");
    }

    /// <summary>A moment as its UTC ticks.</summary>
    private sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new DateTimeOffset(ticks, TimeSpan.Zero));
}
