using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RemoteDev.Gateway.Identify.Accounts.Migrations;

/// <summary>What is known of the clocks of people's phones.</summary>
[DbContext(typeof(AccountContext))]
[Migration("20261122180000_AddDrift")]
internal sealed class AddDrift : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.AddColumn<int>("drift", "identify_factors", nullable: false, defaultValue: 0);

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropColumn("drift", "identify_factors");
}
